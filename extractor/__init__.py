"""Chinese economic and policy news in, structured records out."""
