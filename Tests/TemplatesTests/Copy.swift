import FoundationEssentials
import Templates
import Testing

/// A copy of templates to spoil, of those that ship if not told otherwise; removed with the value's last use.
final class Copy {
    let directory: String

    init(of templates: String = Shop.shipped) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: templates, toPath: directory)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Replaces words in one file; records an issue when the file does not hold them.
    func replace(_ words: String, with others: String, in file: String) throws {
        let text = try read(file)
        #expect(text.contains(words), "\(file) does not hold what was to be spoiled")
        try write(text.split(separator: words, omittingEmptySubsequences: false).joined(separator: others), to: file)
    }

    func read(_ file: String) throws -> String {
        try String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)
    }

    func write(_ text: String, to file: String) throws {
        let url = URL(filePath: "\(directory)/\(file)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// The kinds' folders, and that of the layouts.
    func folders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.contains(".") }
    }

    func remove(_ file: String, ifPresent: Bool = false) throws {
        let path = "\(directory)/\(file)"
        if ifPresent, !FileManager.default.fileExists(atPath: path) { return }
        try FileManager.default.removeItem(atPath: path)
    }

    /// The templates as a worker loads them; the files are there as long as that takes.
    func library() throws(TemplateFaults) -> TemplateLibrary { try Shop.library(directory) }

    /// What keeps a worker from using the templates.
    var loadFaults: [String] {
        do throws(TemplateFaults) {
            _ = try library()
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    /// What `facteur templates check` would print.
    var faults: [String] { faults(Shop.settings) }

    /// What stops a worker's start.
    var faultsOfLoad: [String] {
        do throws(TemplateFaults) {
            _ = try library()
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    func faults(_ shop: ShopSettings) -> [String] {
        TemplateCheck.faults(directory: directory, shop: shop, webPublicURL: Shop.webPublicURL).map(\.description)
    }
}
