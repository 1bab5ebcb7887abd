@testable import facteur

/// Any bytes for a settings file: every fault is one line that says where, and none repeats a secret.
func checkSettings(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    check(text, environment: [:])
    let secret = "canari5f1e7d20c9"
    let url = "postgres://u:\(secret)@" + text.unicodeScalars.prefix(64).map(String.init).joined()
    check(text, environment: ["FACTEUR_DATABASE_URL": url], secret: secret)
    check("database: {url: \"postgres://u:\(secret)@h/\"}\n" + text, environment: [:], secret: secret)
}

private func check(_ text: String, environment: [String: String], secret: String? = nil) {
    do throws(CommandError) {
        _ = try SettingsReader.read(
            SettingsFile(path: "facteur.yaml", text: text), for: .templates, environment: environment)
    } catch {
        require(error.code == .settings && !error.lines.isEmpty, "a fault of the settings says so")
        for line in error.lines {
            require(line.hasPrefix("setting "), "a fault names its key")
            require(isOneLine(line), "a fault is one line: \(line)")
            require(secret.map { !line.contains($0) } ?? true, "a fault repeats no secret")
        }
    }
}
