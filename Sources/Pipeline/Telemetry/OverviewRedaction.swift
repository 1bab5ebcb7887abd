import Mail

extension Overview {
    /// The same as the log would show it: addresses masked, also where a server's reply names one.
    package func masked() -> Overview {
        var overview = self
        for index in overview.failures.indices {
            overview.failures[index].recipient = EmailAddress.mask(overview.failures[index].recipient)
            overview.failures[index].reply = Redaction.withoutAddresses(overview.failures[index].reply)
        }
        for index in overview.parked.indices {
            overview.parked[index].reason = Redaction.withoutAddresses(overview.parked[index].reason)
        }
        for index in overview.pauses.indices {
            overview.pauses[index].reason = overview.pauses[index].reason.map(Redaction.withoutAddresses)
        }
        return overview
    }
}
