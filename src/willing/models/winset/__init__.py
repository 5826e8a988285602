"""What could replace the status quo, and who stands in the way: spatial veto analysis."""
