"""Related questions and the reasons for them."""
