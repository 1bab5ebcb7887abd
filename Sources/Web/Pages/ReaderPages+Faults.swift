import Hummingbird

/// What is said where something went wrong: what it was, what to do, and the way to the shop.
extension ReaderPages {
    /// One answer for every link that names no subscription, whatever is wrong with it.
    var unknownLink: Page { fault(.notFound, Phrases.unknownHeading, [Phrases.unknownBody, Phrases.unknownHelp]) }

    /// The link of a copy to look at, which is nobody's.
    var testCopy: Page { fault(.ok, Phrases.testCopyHeading, [Phrases.testCopyBody]) }

    /// The store can't answer now. Says nothing about what was done, since nobody knows.
    var unavailable: Page {
        fault(
            .serviceUnavailable, Phrases.unavailableHeading, [Phrases.unavailableBody, Phrases.unavailableLink],
            [.retryAfter: "120"])
    }

    /// The same for who came to read.
    var lettersUnavailable: Page {
        fault(
            .serviceUnavailable, Phrases.unavailableHeading, [Phrases.unavailableBody, Phrases.unavailableLetters],
            [.retryAfter: "120"])
    }

    /// The client asks faster than anybody reads.
    ///
    /// - Parameter seconds: until it may ask again.
    func tooMany(retryAfter seconds: Int) -> Page {
        fault(
            .tooManyRequests, Phrases.tooManyHeading, [Phrases.tooManyBody, Phrases.tooManyLink],
            [.retryAfter: "\(seconds)"])
    }

    /// No page lives here.
    var notFound: Page { fault(.notFound, Phrases.missingHeading, [Phrases.fromTheMail]) }

    /// One answer for every address of a letter or a list that everybody cannot read, whether there is one or not.
    var unpublished: Page { fault(.notFound, Phrases.unpublishedHeading, [Phrases.unpublishedBody]) }

    /// Neither GET, HEAD nor, where something can be changed, POST.
    func wrongMethod(allowed: String = "GET, HEAD, POST") -> Page {
        fault(.methodNotAllowed, Phrases.wrongMethodHeading, [Phrases.fromTheMail], [.allow: allowed])
    }

    /// A body that no button of ours sends.
    var tooLarge: Page { fault(.contentTooLarge, Phrases.tooLargeHeading, [Phrases.fromTheMail]) }

    private func fault(
        _ status: HTTPResponse.Status, _ heading: Phrase, _ body: [Phrase], _ headers: HTTPFields = [:]
    ) -> Page {
        Page(
            language: language, status: status, headers: headers, heading: text(heading),
            paragraphs: body.map { runs($0) }, action: .link(toSite))
    }
}
