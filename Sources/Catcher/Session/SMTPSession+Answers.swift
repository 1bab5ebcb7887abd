/// Answering as the server's conduct is.
extension SMTPSession {
    /// Answers a stage; whether the command takes effect.
    @discardableResult
    mutating func answer(
        _ stage: SessionStage, _ usual: Response, sender: String? = nil, recipient: String? = nil
    ) -> Bool {
        let moment = moment(stage, sender: sender, recipient: recipient)
        let answer = conduct.answer(at: moment, usual: UsualReply(code: usual.code, octets: octets(of: usual)))
        carryOut(answer)
        return answer.takesEffect && phase != .over
    }

    func moment(_ stage: SessionStage, sender: String? = nil, recipient: String? = nil) -> SessionMoment {
        SessionMoment(
            stage: stage, connection: connection, message: messages, sender: sender ?? transaction?.sender,
            recipient: recipient ?? transaction?.recipients.first)
    }

    mutating func carryOut(_ answer: SessionAnswer) {
        guard phase != .over else { return }
        actions += answer.actions
        if answer.endsSession { phase = .over }
    }

    /// What happens in the middle of a mail, as far as it has been read.
    mutating func carryOutInterruptions() {
        while phase == .body, let next = interruptions.first, reader.octets >= next.octets {
            interruptions.removeFirst()
            carryOut(next.answer)
        }
    }

    mutating func write(_ response: Response) { actions.append(.write(octets(of: response))) }

    /// Closes the connection after all that was written before.
    mutating func close() { carryOut(SessionAnswer(actions: [.close], endsSession: true)) }

    func octets(of response: Response) -> [UInt8] {
        response.octets(withEnhanced: options.extensions.contains(.enhancedStatusCodes))
    }
}
