"""Arabic and English text, made comparable: spelling, stems, sentences, numbers, dates, names."""
