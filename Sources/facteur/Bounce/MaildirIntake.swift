import ServiceLifecycle

/// Takes in the mails of a Maildir. A mail is moved once it is stored: whoever is killed between the two reads it again, and it counts
/// once all the same.
struct MaildirIntake: IntakeRound {
    let folder: Maildir
    let intake: ReportIntake

    var place: String { folder.path }
    var pause: Duration { .seconds(2) }

    func once() async throws {
        for file in try folder.waiting() where !Task.isCancelled && !Task.isShuttingDownGracefully {
            guard let mail = try MailFile.read(folder.path + "/" + file) else { continue }
            switch try await intake.take(mail, named: file) {
            case .taken: try folder.move(file, to: .handled)
            case .refused: try folder.move(file, to: .refused)
            // It is where the next look finds it.
            case .later: continue
            }
        }
    }
}
