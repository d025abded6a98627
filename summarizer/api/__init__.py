"""What ``import summarizer`` gives: reports and options in, records and results out."""
