"""From bytes to text, CSV, JSON, XML, YAML, archives and workbooks: each once, and within bounds."""
