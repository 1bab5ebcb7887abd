/// How the process is, asked anew for every `/healthz` and `/readyz`.
package struct HealthReport: Sendable {
    /// One thing that was looked at.
    package struct Check: Sendable {
        /// Whom a failing check concerns.
        package enum Concern: Sendable {
            /// The process itself: it should be restarted. Fails `/healthz` and `/readyz`.
            case life
            /// What the process needs from others: it should be waited for. Fails `/readyz` alone.
            case readiness
        }

        package var name: String
        package var concern: Concern
        package var isPassing: Bool
        /// One line; holds no secret and no address.
        package var detail: String

        package init(name: String, concern: Concern, isPassing: Bool, detail: String) {
            self.name = name
            self.concern = concern
            self.isPassing = isPassing
            self.detail = detail
        }
    }

    package var checks: [Check]
    /// What this installation is for whoever takes it for production: in a sentence, why not everybody gets mail. nil in production.
    package var staging: String?

    package init(checks: [Check], staging: String? = nil) {
        self.checks = checks
        self.staging = staging
    }
}
