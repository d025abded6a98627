"""What reports admit, without a model: python examples/admitted_problems.py FILE…."""

import sys

import summarizer


def main(paths: list[str]) -> int:
    """Print the problems that each of ``paths`` admits, and what it plans, in its own words."""
    for path in paths:
        document = summarizer.load(path)
        outline = summarizer.outline(document)
        print(f"# {document.metadata.title or path}")
        for kind in ("problems", "plans"):
            items = [item for item in outline.items if item.kind == kind]
            print(f"## {kind}: {len(items)}")
            for item in items:
                print(f"- {document.text[item.start : item.end].strip()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
