import Mail

/// A relay that says anything while a line is opened: listened to line by line or all at once, the same is heard, and nobody is
/// taken for logged in before the relay has answered a greeting and an EHLO.
func checkHandshake(_ input: [UInt8]) {
    var choices = Choices(input)
    let expectsStartTLS = choices.flag()
    let said = choices.rest
    var whole = SMTPHandshake(expectsStartTLS: expectsStartTLS)
    var pieces = SMTPHandshake(expectsStartTLS: expectsStartTLS)
    let isHeard = whole.heard(said)
    var isStillHeard = true
    for line in said.split(separator: UInt8(ascii: "\n")) where isStillHeard {
        isStillHeard = pieces.heard(line + [UInt8(ascii: "\n")])
    }
    require(isHeard == isStillHeard, "a split does not change what is heard")
    require(whole.capabilities == pieces.capabilities, "a split does not change what is offered")
    require(whole.refusal == pieces.refusal && whole.stage == pieces.stage, "a split does not change a refusal")
    require(whole.isAuthenticated == pieces.isAuthenticated, "a split does not log anybody in")
    require(isHeard == (whole.malformed == nil), "who hangs up knows why")
    require(whole.malformed.map { isOneLine($0.description) } ?? true, "a complaint is one line")
    require(!whole.isAuthenticated || said.count(where: { $0 == UInt8(ascii: "\n") }) >= 2, "no login without replies")
    require(whole.capabilities.largestMessage.map { $0 > 0 } ?? true, "a limit is above zero")
}
