"""What makes the weights in the package, from real reports with gold made by reading."""
