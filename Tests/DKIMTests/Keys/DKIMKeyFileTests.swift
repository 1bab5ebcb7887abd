import Foundation
import Glibc
import Synchronization
import TestServers
import Testing

@testable import DKIM

@Suite("A key in a file that changes")
struct DKIMKeyFileTests {
    /// A key file, and what was told of it.
    private final class Stage: Sendable {
        let folder: TemporaryFolder
        let told = Mutex<[DKIMKeyFile.News]>([])
        let reads = Mutex(0)
        let start = ContinuousClock.now

        init() throws { folder = try TemporaryFolder() }

        var path: String { folder.path + "/key.pem" }
        var news: [DKIMKeyFile.News] { told.withLock(\.self) }

        func file() throws(SigningKeyFault) -> DKIMKeyFile {
            try DKIMKeyFile(path: path, at: start) { [self] () throws(SigningKeyFault) in
                reads.withLock { $0 += 1 }
                guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable("gone") }
                return String(decoding: data, as: UTF8.self)
            } tell: { [self] news in
                told.withLock { $0.append(news) }
            }
        }

        func write(_ text: String) throws { _ = try folder.write(text, to: "key.pem") }
    }

    private func with(_ body: (Stage) throws -> Void) throws {
        let stage = try Stage()
        defer { stage.folder.remove() }
        try body(stage)
    }

    @Test("Another key is in force a second after it was written, and told once")
    func replaced() throws {
        try with { stage in
            let (old, new) = (SigningKey.newEd25519(), SigningKey.newEd25519())
            try stage.write(old.pem)
            let file = try stage.file()
            try stage.write(new.pem)
            #expect(file.key(at: stage.start + .milliseconds(999)).publicKey == old.publicKey)
            #expect(file.key(at: stage.start + .seconds(1)).publicKey == new.publicKey)
            #expect(file.key(at: stage.start + .seconds(9)).publicKey == new.publicKey)
            #expect(stage.news == [.replaced])
        }
    }

    @Test("A file that is put in the place of the other is seen")
    func renamed() throws {
        try with { stage in
            let new = SigningKey.newEd25519()
            try stage.write(SigningKey.newEd25519().pem)
            let file = try stage.file()
            let other = try stage.folder.write(new.pem, to: "new.pem")
            #expect(rename(other, stage.path) == 0)
            #expect(file.key(at: stage.start + .seconds(1)).publicKey == new.publicKey)
        }
    }

    @Test("A broken file is told once, and the good key stays; the next good one is taken")
    func broken() throws {
        try with { stage in
            let (old, new) = (SigningKey.newEd25519(), SigningKey.newEd25519())
            try stage.write(old.pem)
            let file = try stage.file()
            try stage.write(String(new.pem.prefix(40)))
            for second in 1...5 {
                #expect(file.key(at: stage.start + .seconds(second)).publicKey == old.publicKey)
            }
            #expect(stage.news == [.broken(.noKey)])
            #expect(unlink(stage.path) == 0)
            for second in 6...9 {
                #expect(file.key(at: stage.start + .seconds(second)).publicKey == old.publicKey)
            }
            #expect(stage.news == [.broken(.noKey), .broken(.unreadable("gone"))])
            try stage.write(new.pem)
            #expect(file.key(at: stage.start + .seconds(10)).publicKey == new.publicKey)
            #expect(stage.news.last == .replaced)
        }
    }

    @Test("A file that is as it was is not read again")
    func unchanged() throws {
        try with { stage in
            try stage.write(SigningKey.newEd25519().pem)
            let file = try stage.file()
            for second in 0...60 { _ = file.key(at: stage.start + .seconds(second)) }
            #expect(stage.reads.withLock(\.self) == 1)
            #expect(stage.news.isEmpty)
        }
    }

    @Test("The first key must be a good one")
    func first() throws {
        try with { stage in
            try stage.write("hunter2")
            #expect(throws: SigningKeyFault.noKey) { try stage.file() }
        }
    }
}
