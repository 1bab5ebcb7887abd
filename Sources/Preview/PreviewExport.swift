import FoundationEssentials
import Glibc

/// A snapshot as files, for a review by mail.
package struct PreviewExport {
    /// Lists what an export has written, so that the next one can take it away: `password-reset.fr.html`, one a line.
    private static let list = ".facteur-preview"

    private let snapshot: PreviewSnapshot

    package init(_ snapshot: PreviewSnapshot) { self.snapshot = snapshot }

    /// Writes all files. The folder must be missing, empty or an earlier export, whose files then go.
    package func write(to directory: String) throws(ExportFault) {
        let exports = snapshot.entries.flatMap(\.exports)
        let index = "index.html"
        try clear(directory)
        let names = [index] + exports.map(\.file)
        try write(Array(names.map { "\($0)\n" }.joined().utf8), to: "\(directory)/\(Self.list)")
        for export in exports { try write(export.bytes, to: "\(directory)/\(export.file)") }
        try write(Array(snapshot.exportIndex.utf8), to: "\(directory)/\(index)")
    }

    private func clear(_ directory: String) throws(ExportFault) {
        let files = FileManager.default
        guard files.fileExists(atPath: directory) else {
            do { try files.createDirectory(atPath: directory, withIntermediateDirectories: true) } catch {
                throw ExportFault("\(directory) cannot be created: choose a folder that this user can write to")
            }
            return
        }
        guard let names = try? files.contentsOfDirectory(atPath: directory) else {
            throw ExportFault("\(directory) is no folder that can be read: choose another")
        }
        if names.isEmpty { return }
        guard names.contains(Self.list), let data = files.contents(atPath: "\(directory)/\(Self.list)") else {
            throw ExportFault("\(directory) is not empty, and no earlier export: choose another folder")
        }
        // Only what is in this folder itself, whatever the list says.
        for name in String(decoding: data, as: UTF8.self).split(separator: "\n") where !name.contains("/") {
            unlink("\(directory)/\(name)")
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(ExportFault) {
        do { try Data(bytes).write(to: URL(filePath: path)) } catch {
            throw ExportFault("\(path) cannot be written: is there space, and may this user write there?")
        }
    }
}

/// Why an export could not be written, on one line.
package struct ExportFault: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
