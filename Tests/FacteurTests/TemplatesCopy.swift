import Foundation

/// A copy of the templates that ship, to spoil and to mend.
struct TemplatesCopy {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "templates").path

    let directory: String

    /// With only some of the kinds a trial is faster.
    init(at directory: String, kinds: [String]? = nil) throws {
        self.directory = directory
        try FileManager.default.copyItem(atPath: Self.shipped, toPath: directory)
        guard let kinds else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: directory)
        where name != "layouts" && !kinds.contains(name) {
            try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
        }
    }

    func write(_ text: String, to file: String) throws {
        let url = URL(filePath: "\(directory)/\(file)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    func read(_ file: String) throws -> String { try String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8) }

    /// Makes a file what it is in the templates that ship.
    func restore(_ file: String) throws {
        try write(String(contentsOfFile: "\(Self.shipped)/\(file)", encoding: .utf8), to: file)
    }
}
