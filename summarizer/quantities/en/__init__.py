"""English text in, mentions and figures out."""
