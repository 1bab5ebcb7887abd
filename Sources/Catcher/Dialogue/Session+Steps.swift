/// Carrying out the script's steps.
extension Session {
    /// Answers a stage as the script says; whether the command takes effect.
    @discardableResult
    mutating func answer(
        _ stage: Script.Stage, _ usual: Response, sender: String? = nil, recipient: String? = nil
    ) -> Bool {
        let steps = steps(at: stage, sender: sender, recipient: recipient)
        let takesEffect = Self.takesEffect(steps, usual: usual)
        carryOut(steps, usual: usual)
        return takesEffect && phase != .over
    }

    func steps(at stage: Script.Stage, sender: String? = nil, recipient: String? = nil) -> [Script.Step] {
        script.steps(
            Script.Moment(
                stage: stage, connection: connection, message: messages, sender: sender ?? transaction?.sender,
                recipient: recipient ?? transaction?.recipients.first))
    }

    /// Whether the client will read that the command succeeded.
    static func takesEffect(_ steps: [Script.Step], usual: Response) -> Bool {
        steps.contains { step in
            switch step {
            case .usual, .slow, .split, .overLong: usual.isPositive
            case .reply(let code, _): code < 400
            case .raw(let octets): octets.first == UInt8(ascii: "2") || octets.first == UInt8(ascii: "3")
            case .pause, .close, .reset, .hang, .stall, .keep, .read: false
            }
        }
    }

    /// Turns steps into actions until the session is over. Without a usual reply, at the body, `usual` says nothing.
    mutating func carryOut(_ steps: [Script.Step], usual: Response?) {
        for step in steps where phase != .over {
            switch step {
            case .usual:
                if let usual { write(usual) }
            case .slow(let pause):
                if let usual { write(octets(of: usual), pieces: .max, pause: pause) }
            case .split(let pieces, let pause):
                if let usual { write(octets(of: usual), pieces: pieces, pause: pause) }
            case .overLong(let length):
                write(Response(usual?.code ?? 500, nil, String(repeating: "x", count: length)))
            case .reply(let code, let text):
                write(Response(code, nil, text))
                if code == 421 { end(.close) }
            case .raw(let octets): actions.append(.write(octets))
            case .pause(let duration): actions.append(.pause(duration))
            case .close: end(.close)
            case .reset: end(.reset)
            case .hang: end(nil)
            case .stall: end(.stopReading)
            case .keep, .read: break
            }
        }
    }

    /// Carries out the body's steps as far as the mail has been read.
    mutating func carryOutBodySteps() {
        while phase == .body, let step = bodySteps.first {
            if case .read(let octets) = step, reader.octets < octets { return }
            bodySteps.removeFirst()
            carryOut([step], usual: nil)
        }
    }

    mutating func write(_ response: Response) { actions.append(.write(octets(of: response))) }

    private func octets(of response: Response) -> [UInt8] {
        response.octets(withEnhanced: options.extensions.contains(.enhancedStatusCodes))
    }

    private mutating func write(_ octets: [UInt8], pieces: Int, pause: Duration) {
        let length = max(1, octets.count / max(1, pieces))
        for start in stride(from: 0, to: octets.count, by: length) {
            if start > 0 { actions.append(.pause(pause)) }
            actions.append(.write(Array(octets[start..<min(start + length, octets.count)])))
        }
    }

    private mutating func end(_ action: SessionAction?) {
        phase = .over
        if let action { actions.append(action) }
    }
}
