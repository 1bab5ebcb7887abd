extension SubscriberFile {
    /// So many records tell what a column holds.
    private static let sampleSize = 100

    /// Looks through all of it; throws where it is not UTF-8, so that nothing of it is taken in.
    func survey() throws(CommandError) {
        var text = try self.text()
        var survey = TextSurvey()
        while let piece = try text.next() { survey.read(piece) }
        if let fault = survey.fault { throw .failed("subscribers: \(name): \(fault)") }
    }

    /// What its columns are, with those that are kept as fields, and on which line they are named.
    func columns(keeping choice: FieldChoice = .none) throws(CommandError) -> (columns: SubscriberColumns, line: Int) {
        var text = try self.text()
        var reader = CSVReader()
        var records: [CSVReader.Record] = []
        while records.count <= Self.sampleSize {
            guard let piece = try text.next() else {
                records += reader.end()
                break
            }
            records += reader.read(piece)
        }
        guard let header = records.first(where: { !$0.isBlank }) else {
            throw .failed("subscribers: \(name): is empty")
        }
        if let fault = header.fault {
            throw .failed("subscribers: \(name): line \(header.line), which must name the columns, \(fault)")
        }
        let sample = records.dropFirst().prefix(Self.sampleSize).map(\.fields)
        do {
            return (try SubscriberColumns(header: header.fields, sample: sample, choice: choice), header.line)
        } catch {
            throw .failed("subscribers: \(name): line \(header.line): \(error)")
        }
    }
}
