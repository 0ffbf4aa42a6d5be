"""Reports as mails: what they tell, as text, as HTML and with pictures."""
