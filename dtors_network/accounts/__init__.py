"""Each result told once: a headline, sentences and sheets, which every renderer of ``out`` and every page shows."""
