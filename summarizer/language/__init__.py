"""Text in, what its words and numerals mean out; nothing here knows of a report."""
