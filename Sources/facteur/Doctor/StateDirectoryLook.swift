import FoundationEssentials
import Glibc

/// Looks at the worker's state directory: whose it is, whether there is room, whether a worker holds it. Makes nothing.
struct StateDirectoryLook {
    /// The journal of a worker takes a few megabytes at most.
    private static let least = 10 << 20
    private static let scarce = 100 << 20
    private static let check = "state directory"

    let settings: Settings
    var environment = ProcessInfo.processInfo.environment
    /// As whom facteur.service runs the worker.
    var serviceUser = "facteur"

    func findings() -> [Finding] {
        let path = StateDirectory.place(settings, environment: environment)
        var status = stat()
        guard stat(path, &status) == 0 else { return [unreadable(path, errno)] }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return [failing("\(path) is no directory: set \(Keys.State.directory.name) to one")]
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            let owner = Self.name(of: status.st_uid)
            return [
                .skipped(
                    Self.check,
                    "\(path) is \(owner)'s, and not readable as \(Caller.name): look as its user (sudo -u \(owner) facteur doctor), or give it to yours"
                )
            ]
        }
        return [room(path), holder(path)] + mode(path, status)
    }

    private func unreadable(_ path: String, _ code: Int32) -> Finding {
        switch code {
        case ENOENT:
            let parent = path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
            guard access(parent.isEmpty ? "/" : parent, W_OK) == 0 else {
                return failing(
                    "\(path) is not there: make it for the worker's user, or set \(Keys.State.directory.name)")
            }
            return .ok(Self.check, "\(path) is not there yet: the worker makes it")
        case EACCES:
            return .skipped(
                Self.check, "\(path) is not readable as \(Caller.name): look as the worker's user, or as root")
        default: return failing("\(path): \(String(cString: strerror(code))): set \(Keys.State.directory.name)")
        }
    }

    private func room(_ path: String) -> Finding {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return failing("\(path): \(String(cString: strerror(errno)))") }
        let free = Int(disk.f_bavail) * Int(disk.f_frsize)
        let text = "\(path), \(free >> 20) MB free"
        if disk.f_flag & UInt(ST_RDONLY) != 0 {
            return failing("\(path) is on a disk that is mounted read-only: no mail goes out")
        }
        // A file system that counts no files has none of them, and none free.
        if disk.f_files > 0, disk.f_favail == 0 {
            return failing("\(path): its disk takes no more files: no mail goes out")
        }
        if free < Self.least { return failing("\(text): no mail goes out without a journal: free space there") }
        return free < Self.scarce ? .warning(Self.check, "\(text): free space there") : .ok(Self.check, text)
    }

    private func holder(_ path: String) -> Finding {
        let descriptor = open(path + "/lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .ok("state lock", "no worker has been here") }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return .ok("state lock", "free: no worker runs on it") }
        return .ok("state lock", "a worker runs on it; a second one needs a directory of its own")
    }

    private func mode(_ path: String, _ status: stat) -> [Finding] {
        var findings: [Finding] = []
        if status.st_mode & (S_IWGRP | S_IWOTH) != 0 {
            findings.append(.warning(Self.check, "others can write to \(path): chmod go-w \(path)"))
        }
        let owner = Self.name(of: status.st_uid)
        // Whoever asks as root does so because the settings and secrets are root's; that the units' user has its folder is as it must be.
        if status.st_uid != geteuid(), !(geteuid() == 0 && owner == serviceUser) {
            findings.append(
                .warning(
                    Self.check,
                    "\(path) is \(owner)'s, and you are \(Caller.name): the worker must be able to write there"))
        }
        return findings
    }

    private func failing(_ text: String) -> Finding { .failing(Self.check, .settings, text) }

    private static func name(of user: uid_t) -> String {
        guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return "user \(user)" }
        return String(cString: name)
    }
}
