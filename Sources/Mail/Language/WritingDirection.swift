extension Unicode.Scalar {
    /// Whether it turns the writing direction of what follows (UAX #9: embeddings, overrides, isolates). In a value it could make a
    /// letter's own words be read backwards; scripts that run to the left do so without it.
    package var turnsDirection: Bool {
        ("\u{202A}"..."\u{202E}").contains(self) || ("\u{2066}"..."\u{2069}").contains(self)
    }
}
