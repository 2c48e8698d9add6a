import ArgumentParser

@main
struct Parley: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "parley", abstract: "Translate marketing and sales numbers into each other.")
}
