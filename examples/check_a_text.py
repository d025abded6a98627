"""Check any text against a report: python examples/check_a_text.py SOURCE "text, Chinese or English"."""

import sys

import summarizer


def main(source: str, text: str) -> int:
    """Print the verdict on every number of ``text``, with its evidence; 1 where one is rejected."""
    found = summarizer.verify(text, summarizer.load(source))
    for check in found.checks:
        evidence = "; ".join(piece.text for piece in check.evidence)
        print(f"{check.verdict:10} {check.reason:14} {check.text}: {evidence or check.explanation}")
    print(found.counts)
    return 1 if found.counts.rejected else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:3]))
