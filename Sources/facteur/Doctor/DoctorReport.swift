/// All that the doctor found, and how it is told.
struct DoctorReport: Encodable {
    let checks: [Finding]
    /// How many of them fail.
    let failing: Int
    /// How many of them are warnings.
    let warnings: Int
    /// How many could not be looked at.
    let skipped: Int

    init(_ findings: [Finding]) {
        checks = findings
        failing = findings.count { $0.grade == .failing }
        warnings = findings.count { $0.grade == .warning }
        skipped = findings.count { $0.grade == .skipped }
    }

    /// Writes it; throws when something fails, with the worst of the exit codes.
    func tell(inJSON: Bool) throws {
        if inJSON {
            StandardOutput.write(try JSON.object(self))
        } else {
            for check in checks { StandardOutput.write(check.line) }
        }
        let worst = checks.compactMap(\.code).max { $0.rawValue < $1.rawValue }
        guard let worst else { return }
        throw CommandError(worst, ["doctor: \(failing) of \(checks.count) checks failed: see above"])
    }
}
