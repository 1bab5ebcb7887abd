import Foundation

/// What Python's email package, written by others, reads in a mail.
struct ParsedMail: Decodable, Sendable {
    struct Field: Decodable, Sendable {
        var name: String
        /// As it stands, line breaks included.
        var raw: String
        /// Unfolded, encoded-words decoded.
        var text: String
    }

    struct Address: Decodable, Sendable {
        var name: String
        var address: String
    }

    struct Part: Decodable, Sendable {
        var type: String
        var charset: String
        var encoding: String
        var text: String
    }

    var fields: [Field]
    var from: [Address]
    var to: [Address]
    /// ISO 8601, as the Date header says it.
    var date: String
    var isMultipart: Bool
    var parts: [Part]
    /// Everything the parser found wrong, in the structure and in each header.
    var defects: [String]

    func texts(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.text) }
    func text(of name: String) -> String? { texts(of: name).first }
}

enum IndependentParser {
    struct Failure: Error { var message: String }

    static func parse(_ mail: [UInt8]) throws -> ParsedMail {
        guard let parsed = try parse([mail]).first else { throw Failure(message: "nothing came back") }
        return parsed
    }

    /// All mails in one run of Python.
    static func parse(_ mails: [[UInt8]]) throws -> [ParsedMail] {
        let input = mails.map { Data($0).base64EncodedString() }.joined(separator: "\n")
        return try JSONDecoder().decode([ParsedMail].self, from: run(script, input: input))
    }

    /// Runs a Python script; `input` is its standard input, the result its standard output.
    static func run(_ script: String, input: String) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("facteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // A file, not a pipe: nobody has to write while somebody else reads.
        let inputFile = folder.appendingPathComponent("input")
        try Data(input.utf8).write(to: inputFile)
        let handle = try FileHandle(forReadingFrom: inputFile)
        defer { try? handle.close() }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.standardInput = handle
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        try? output.fileHandleForReading.close()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(message: "python3 ended with \(process.terminationStatus)")
        }
        return result
    }

    private static let script = #"""
        import base64, email, email.policy, json, sys
        from email.header import decode_header, make_header
        from email.utils import getaddresses, parsedate_to_datetime

        def decoded(raw):
            unfolded = raw.replace('\r\n', '')
            return str(make_header(decode_header(unfolded)))

        def addresses(values):
            pairs = getaddresses([value.replace('\r\n', '') for value in values])
            return [{'name': str(make_header(decode_header(name))), 'address': address} for name, address in pairs]

        def parse(data):
            # The newer parser reports more defects; the older one joins the words of a display name by the standard.
            strict = email.message_from_bytes(data, policy=email.policy.default)
            plain = email.message_from_bytes(data)
            defects = [repr(d) for part in strict.walk() for d in part.defects]
            defects += [name + ': ' + repr(d) for name, value in strict.items() for d in value.defects]
            parts = [{
                'type': part.get_content_type(), 'charset': part.get_content_charset() or '',
                'encoding': part['content-transfer-encoding'],
                'text': part.get_payload(decode=True).decode('utf-8'),
            } for part in plain.walk() if not part.is_multipart()]
            return {
                'fields': [{'name': n, 'raw': str(v), 'text': decoded(str(v))} for n, v in plain.items()],
                'from': addresses(plain.get_all('from', [])), 'to': addresses(plain.get_all('to', [])),
                'date': parsedate_to_datetime(plain['date']).isoformat(),
                'isMultipart': plain.is_multipart(), 'parts': parts, 'defects': defects,
            }

        json.dump([parse(base64.b64decode(line)) for line in sys.stdin], sys.stdout)
        """#
}
