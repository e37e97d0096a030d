"""Controls that pages are made of; they show and pass on, and decide nothing."""
