import ArgumentParser
import Mail

extension MessageID: ExpressibleByArgument {
    /// A message's id as `enqueue` printed it.
    package init?(argument: String) { self.init(argument) }
}
