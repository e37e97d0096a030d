"""What is taken from an organisation's own Word file: styles, colours, header and footer, page."""
