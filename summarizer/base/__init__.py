"""What all rooms rest on: documents, errors, files, databases, resources."""
