import Mail

extension DeliveryAttempt {
    /// The words, and the bytes that they become. Asks for the issue's content first, in the bulk lane.
    func message(
        for claimed: Claimed, as definition: KindDefinition?, by rules: RetryRules
    ) async throws(EarlyExit) -> Message {
        guard let definition else {
            let reason = "there is no template of this kind: install it, or cancel its messages"
            throw keep(claimed, by: rules, becauseOf: reason)
        }
        let content = try await content(for: claimed)
        let letter: Letter
        do throws(RenderFault) {
            letter = try renderer.letter(for: claimed, content: content)
        } catch {
            switch error.cause {
            case .template: throw keep(claimed, by: rules, becauseOf: error.description)
            case .parameter: throw fail(claimed, becauseOf: error.description)
            }
        }
        do throws(ComposeFault) {
            var message = try composer.compose(letter, for: claimed)
            message.secrets = Secrets(of: claimed, as: definition)
            return message
        } catch {
            // Where the recipient's address is in order, what cannot be composed is the template's or the settings' fault.
            let isHousesFault = (try? EmailAddress(claimed.recipient)) != nil
            throw isHousesFault
                ? keep(claimed, by: rules, becauseOf: error.description) : fail(claimed, becauseOf: error.description)
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
    private func keep(_ claimed: Claimed, by rules: RetryRules, becauseOf reason: String) -> EarlyExit {
        telemetry.templateFault(claimed.kind, Redaction.withoutLinks(reason))
        if rules.ends(for: claimed) { return fail(claimed, becauseOf: reason) }
        let delay = RetryRules.repair.spread(by: time.jitter())
        return EarlyExit(result: AttemptResult(claimed, .postponed(delay: delay), Redaction.withoutLinks(reason)))
    }

    private func fail(_ claimed: Claimed, becauseOf reason: String) -> EarlyExit {
        EarlyExit(result: AttemptResult(claimed, .failed(suppress: false), Redaction.withoutLinks(reason)))
    }
}
