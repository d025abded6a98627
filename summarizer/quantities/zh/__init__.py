"""Chinese text in, mentions and figures out."""
