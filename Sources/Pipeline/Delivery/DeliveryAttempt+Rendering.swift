import Mail

extension DeliveryAttempt {
    /// The words. Asks for the issue's content first, in the bulk lane.
    func render(_ claimed: Claimed) async throws(EarlyExit) -> Letter {
        guard retryRules.knows(claimed.kind) else {
            throw keep(claimed, becauseOf: "there is no template of this kind: install it, or cancel its messages")
        }
        let content = try await content(for: claimed)
        do throws(RenderFault) {
            return try renderer.letter(for: claimed, content: content)
        } catch {
            switch error.cause {
            case .template: throw keep(claimed, becauseOf: error.description)
            case .parameter: throw fail(claimed, becauseOf: error.description)
            }
        }
    }

    /// The bytes. Where the recipient's address is in order, what cannot be composed is the template's or the settings' fault.
    func compose(_ letter: Letter, _ claimed: Claimed) throws(EarlyExit) -> Message {
        do throws(ComposeFault) {
            var message = try composer.compose(letter, for: claimed)
            message.secrets = Secrets(of: claimed, as: retryRules.definition(of: claimed.kind))
            return message
        } catch {
            let isHousesFault = (try? EmailAddress(claimed.recipient)) != nil
            throw isHousesFault
                ? keep(claimed, becauseOf: error.description) : fail(claimed, becauseOf: error.description)
        }
    }

    private func content(for claimed: Claimed) async throws(EarlyExit) -> String? {
        guard let issue = claimed.newsletter else { return nil }
        let content: String?
        do throws(OutboxError) {
            content = try await issues.content(of: issue.id)
        } catch {
            throw unanswered(claimed, error)
        }
        guard let content else { throw fail(claimed, becauseOf: "the issue \(issue.id) is not in the database") }
        return content
    }

    /// A broken template is a fault of the house, not of the mail: an editor's slip must lose nobody's reset link. The
    /// message waits for the repair until it expires or the kind's patience ends; a person is called at once.
    private func keep(_ claimed: Claimed, becauseOf reason: String) -> EarlyExit {
        telemetry.templateFault(claimed.kind, Redaction.withoutLinks(reason))
        if retryRules.ends(for: claimed) { return fail(claimed, becauseOf: reason) }
        let delay = RetryRules.repair.spread(by: time.jitter())
        return EarlyExit(result: AttemptResult(claimed, .postponed(delay: delay), Redaction.withoutLinks(reason)))
    }

    private func fail(_ claimed: Claimed, becauseOf reason: String) -> EarlyExit {
        EarlyExit(result: AttemptResult(claimed, .failed(suppress: false), Redaction.withoutLinks(reason)))
    }
}
