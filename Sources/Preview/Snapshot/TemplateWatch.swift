import FoundationEssentials
import Glibc
import ServiceLifecycle

/// What an editor works on: makes snapshots of it, and says which files make it another.
package protocol PreviewSource: Sendable {
    /// Files, and folders with all that is in them.
    var watched: [String] { get }
    func snapshot() -> PreviewSnapshot
}

/// Publishes a new snapshot whenever a file of what is looked at has changed. Looks at the files again and again: editors save in many ways,
/// and some on disks that tell nobody.
package struct TemplateWatch: Service {
    private static let interval: Duration = .milliseconds(300)

    private let source: any PreviewSource
    private let feed: PreviewFeed
    /// The files as they were before the snapshot in the feed was made.
    private let seen: Fingerprint

    /// - Parameter seen: The files as they were before the snapshot in the feed was made.
    package init(source: any PreviewSource, feed: PreviewFeed, seen: Fingerprint) {
        self.source = source
        self.feed = feed
        self.seen = seen
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var seen = seen
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                let now = Fingerprint(of: source.watched)
                guard now != seen else { continue }
                feed.publish(source.snapshot())
                seen = now
            }
        }
    }

    /// What tells one state of files from another.
    package struct Fingerprint: Equatable, Sendable {
        private struct File: Equatable {
            var path: String
            var size: Int
            var seconds: Int
            var nanoseconds: Int
            /// Changes when an editor puts a new file in the place of the old.
            var number: UInt
        }

        private var files: [File] = []

        package init(of paths: [String]) {
            for path in paths { add(path) }
        }

        private mutating func add(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                let time = status.st_mtim
                files.append(
                    File(
                        path: path, size: status.st_size, seconds: time.tv_sec, nanoseconds: time.tv_nsec,
                        number: status.st_ino))
                return
            }
            files.append(File(path: path, size: 0, seconds: 0, nanoseconds: 0, number: 0))
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names.sorted() where !name.hasPrefix(".") { add("\(path)/\(name)") }
        }
    }
}
