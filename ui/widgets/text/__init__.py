"""What the box for narrative text is made of: marks, actions, pasting, spelling, its small bar."""
