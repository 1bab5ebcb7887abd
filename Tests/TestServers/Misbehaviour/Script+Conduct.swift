import Catcher

/// Turns steps into what a session carries out.
extension Script {
    package func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer {
        let steps = steps(moment)
        var answer = Self.answer(steps, usual: usual)
        answer.takesEffect = steps.contains { Self.takesEffect($0, usual: usual) }
        if moment.stage == .dot, steps.contains(.keep) { answer.takesEffect = true }
        return answer
    }

    /// The steps of the body, each behind the octets that the `read` before it waits for.
    package func interruptions(at moment: SessionMoment) -> [BodyInterruption] {
        var octets = 0
        return steps(moment).compactMap { step in
            if case .read(let number) = step {
                octets = max(octets, number)
                return nil
            }
            return BodyInterruption(after: octets, Self.answer([step], usual: nil))
        }
    }

    /// Up to the step that ends the session. Without a usual reply, at the body, `usual` says nothing.
    private static func answer(_ steps: [Step], usual: UsualReply?) -> SessionAnswer {
        var answer = SessionAnswer()
        for step in steps where !answer.endsSession {
            answer.actions += actions(step, usual: usual)
            answer.endsSession = ends(step)
        }
        return answer
    }

    private static func actions(_ step: Step, usual: UsualReply?) -> [SessionAction] {
        switch step {
        case .usual: usual.map { [.write($0.octets)] } ?? []
        case .slow(let pause): usual.map { pieces($0.octets, .max, pause) } ?? []
        case .split(let number, let pause): usual.map { pieces($0.octets, number, pause) } ?? []
        case .overLong(let length): [.write(line(usual?.code ?? 500, String(repeating: "x", count: length)))]
        case .reply(421, let text): [.write(line(421, text)), .close]
        case .reply(let code, let text): [.write(line(code, text))]
        case .raw(let octets): [.write(octets)]
        case .pause(let duration): [.pause(duration)]
        case .close: [.close]
        case .reset: [.reset]
        case .stall: [.stopReading]
        case .hang, .keep, .read: []
        }
    }

    private static func ends(_ step: Step) -> Bool {
        switch step {
        case .reply(421, _), .close, .reset, .hang, .stall: true
        default: false
        }
    }

    /// Whether the client will read that the command succeeded.
    private static func takesEffect(_ step: Step, usual: UsualReply) -> Bool {
        switch step {
        case .usual, .slow, .split, .overLong: usual.isPositive
        case .reply(let code, _): code < 400
        case .raw(let octets): octets.first == UInt8(ascii: "2") || octets.first == UInt8(ascii: "3")
        case .pause, .close, .reset, .hang, .stall, .keep, .read: false
        }
    }

    /// RFC 5321 section 4.2.1; LF in the text begins another line.
    private static func line(_ code: Int, _ text: String) -> [UInt8] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line in
            Array("\(code)\(index == lines.count - 1 ? " " : "-")\(line)\r\n".utf8)
        }
    }

    private static func pieces(_ octets: [UInt8], _ number: Int, _ pause: Duration) -> [SessionAction] {
        let length = max(1, octets.count / max(1, number))
        return stride(from: 0, to: octets.count, by: length).flatMap { start -> [SessionAction] in
            let piece = SessionAction.write(Array(octets[start..<min(start + length, octets.count)]))
            return start > 0 ? [.pause(pause), piece] : [piece]
        }
    }
}
