import CCurl
import Mail
import Platform
import Templates
import Transfer
import Webhooks

/// Asks for every link and picture of an issue once, as a reader's program would, a few at a time.
struct IssueLinkLook: Sendable {
    /// Whose certificates are trusted, in PEM; nil: the system's.
    var caFile: String?
    /// Whether this machine and networks of one's own count as hosts that readers reach.
    var allowsPrivate = false

    private static let atATime = 4
    /// In milliseconds.
    private static let timeout = 10_000
    /// Of a picture, in octets.
    private static let largest = 16 * 1024 * 1024
    private static let mostRedirections = 5

    /// What was wrong, at each place where the address stands.
    func faults(of issue: IssueFile) async -> [IssueFileFault] {
        let links = issue.editions.flatMap { IssueFileLinks($0).all }.filter { WebLink($0.target) != nil }
        let questions = Set(links.map { Question(link: $0) })
        let answers = await answers(to: questions.sorted { $0.target < $1.target })
        return links.flatMap { link in
            let question = Question(link: link)
            return (answers[question]?.faults(isPicture: question.isPicture) ?? []).map {
                link.fault($0.fault, $0.mend)
            }
        }
    }

    private struct Question: Sendable, Hashable {
        var target: String
        var isPicture: Bool

        init(link: IssueFileLink) {
            target = link.target
            isPicture = link.role == .picture
        }
    }

    private func answers(to questions: [Question]) async -> [Question: IssueLinkAnswer] {
        await withTaskGroup(of: (Question, IssueLinkAnswer).self) { group in
            var rest = questions[...]
            var answers: [Question: IssueLinkAnswer] = [:]
            func askNext() {
                guard let question = rest.popFirst() else { return }
                group.addTask { (question, await answer(to: question)) }
            }
            for _ in 0..<Self.atATime { askNext() }
            while let (question, answer) = await group.next() {
                answers[question] = answer
                askNext()
            }
            return answers
        }
    }

    private func answer(to question: Question) async -> IssueLinkAnswer {
        do throws(DetachedThread.Refused) { return try await DetachedThread.value { look(at: question) } } catch {
            return IssueLinkAnswer(.silent("no thread to ask with: \(error)"))
        }
    }

    private func look(at question: Question) -> IssueLinkAnswer {
        var target = question.target
        for _ in 0...Self.mostRedirections {
            do throws(TransferFault) {
                var answer = try fetch(target, body: question.isPicture, head: !question.isPicture)
                // Servers that do not know HEAD, or refuse it.
                if !question.isPicture, answer.status >= 400 { answer = try fetch(target, body: false, head: false) }
                guard (300..<400).contains(answer.status), let location = Self.field("location", in: answer.head)
                else {
                    return IssueLinkAnswer(
                        .status(answer.status), mediaType: Self.mediaType(of: answer), size: answer.body.count,
                        width: PictureWidth.pixels(of: answer.body))
                }
                target = Self.resolved(location, from: target)
                guard target.lowercased().hasPrefix("https://") else { return IssueLinkAnswer(.insecure) }
            } catch {
                if let closed = Self.closedAddress(error) { return IssueLinkAnswer(.closed(closed)) }
                return IssueLinkAnswer(.silent(error.description))
            }
        }
        return IssueLinkAnswer(.circles)
    }

    private static let closed = "a network of one’s own"

    private static func closedAddress(_ fault: TransferFault) -> String? {
        fault.kind == .refused && fault.description == closed ? closed : nil
    }

    private func fetch(
        _ target: String, body: Bool, head: Bool
    ) throws(TransferFault) -> CurlHandle.Answer {
        let handle = try CurlHandle()
        try handle.set(CURLOPT_URL, target)
        try handle.set(CURLOPT_PROTOCOLS_STR, "https")
        try handle.set(CURLOPT_TIMEOUT_MS, Self.timeout)
        try handle.set(CURLOPT_USERAGENT, "Mozilla/5.0 (compatible; facteur/\(Facteur.version))")
        if let caFile { try handle.set(CURLOPT_CAINFO, caFile) }
        if head { try handle.set(CURLOPT_NOBODY, 1) }
        try handle.connect { [allowsPrivate] octets in
            IPAddress(bytes: octets).map { EndpointAddresses.admit($0, allowPrivate: allowsPrivate) } ?? false
        }
        do throws(TransferFault) { return try handle.perform(limit: Self.largest, keepsBody: body) } catch {
            throw handle.addressKeptOut == nil ? error : TransferFault(.refused, Self.closed)
        }
    }

    private static func mediaType(of answer: CurlHandle.Answer) -> String {
        (field("content-type", in: answer.head) ?? "").prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// The value of a header field of the last answer.
    private static func field(_ name: String, in head: [UInt8]) -> String? {
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { $0.lowercased().hasPrefix("\(name):") }) else { return nil }
        var value = line.dropFirst(name.count + 1).drop { $0 == " " }
        while value.last == " " { value.removeLast() }
        return String(value)
    }

    /// Where a redirection leads (RFC 9110 section 10.2.2).
    private static func resolved(_ location: String, from target: String) -> String {
        if location.contains("://") { return location }
        guard let scheme = target.firstRange(of: "://") else { return location }
        if location.hasPrefix("//") { return "https:\(location)" }
        let hostEnd = target[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? target.endIndex
        if location.hasPrefix("/") { return target[..<hostEnd] + location }
        let path = target[hostEnd...].prefix { $0 != "?" && $0 != "#" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return target[..<hostEnd] + folder + location
    }
}
