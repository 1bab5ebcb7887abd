/// How a reader of a newsletter leaves (RFC 2369, RFC 8058), as Gmail and Yahoo ask of bulk mail.
enum SampleListLook {
    static func findings(_ sample: DeliveredSample) -> [PolicyFinding] {
        let subject = "unsubscribe"
        guard sample.isBulk else {
            return [PolicyFinding(.ok, subject, "no mail to a list, so none is needed")]
        }
        let mend = "set web.publicUrl to an address that begins with https://, and let no relay take the field out"
        guard let value = sample.values("List-Unsubscribe").first else {
            return [
                PolicyFinding(
                    .failing, subject,
                    "no List-Unsubscribe, which Gmail and Yahoo ask of bulk mail since June 2024: \(mend)")
            ]
        }
        guard value.lowercased().contains("<https://") else {
            return [
                PolicyFinding(
                    .failing, subject, "List-Unsubscribe has no https link, so there is no one click: \(mend)")
            ]
        }
        guard let post = sample.values("List-Unsubscribe-Post").first, Self.isOneClick(post) else {
            return [
                PolicyFinding(
                    .failing, subject,
                    "no List-Unsubscribe-Post: List-Unsubscribe=One-Click, which Gmail and Yahoo ask of bulk mail since June 2024: \(mend)"
                )
            ]
        }
        return [PolicyFinding(.ok, subject, "one click (RFC 8058)")]
    }

    private static func isOneClick(_ value: String) -> Bool {
        value.trimmingWhiteSpace.lowercased() == "list-unsubscribe=one-click"
    }
}
