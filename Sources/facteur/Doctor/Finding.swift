import SenderPolicy

/// What one look of the doctor found: a line for people, an object for programs.
struct Finding: Encodable, Sendable {
    enum Grade: String, Encodable, Sendable {
        case ok, warning, failing
        /// Not looked at, and why.
        case skipped
    }

    let grade: Grade
    /// What was looked at.
    let check: String
    /// What was found and what to do; empty where there is nothing to add.
    let text: String
    /// The exit code that it asks for; nil where nothing fails.
    let code: CommandError.Code?

    private enum CodingKeys: String, CodingKey {
        case grade, check, text
    }

    /// In order when there is no fault.
    init(_ check: String, _ fault: CommandError?, detail: String = "") {
        self.check = check
        grade = fault == nil ? .ok : .failing
        text = fault?.lines.joined(separator: "; ") ?? detail
        code = fault?.code
    }

    private init(_ grade: Grade, _ check: String, _ text: String) {
        self.check = check
        self.text = text
        self.grade = grade
        code = nil
    }

    static func warning(_ check: String, _ text: String) -> Finding { Finding(.warning, check, text) }

    /// What could not be looked at, through no fault of what it is.
    static func skipped(_ check: String, _ text: String) -> Finding { Finding(.skipped, check, text) }

    static func failing(_ check: String, _ code: CommandError.Code, _ text: String) -> Finding {
        Finding(check, CommandError(code, [text]))
    }

    static func ok(_ check: String, _ text: String = "") -> Finding { Finding(check, nil, detail: text) }

    init(_ finding: PolicyFinding) {
        switch finding.grade {
        case .ok: self.init(finding.subject, nil, detail: finding.text)
        case .warning: self.init(.warning, finding.subject, finding.text)
        case .failing: self.init(finding.subject, .failed(finding.text))
        case .unavailable: self.init(finding.subject, .unavailable(finding.text))
        }
    }

    var line: String {
        "\(grade.rawValue.padded(to: 9))\(check)\(text.isEmpty ? "" : ": \(text)")"
    }
}
