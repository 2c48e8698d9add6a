// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours treats a warning as an error; a warning nobody reads is a defect nobody sees.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// The samplers are a hundred times slower without the optimiser, and their tests would be skipped by everyone.
let fast = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// `PARLEY_FUZZ=1` builds the readers with libFuzzer's eyes in them; Tests/README.md has the command.
let isFuzzed = Context.environment["PARLEY_FUZZ"] != nil
let watched: [SwiftSetting] = isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : []

let package = Package(
  name: "parley",
  products: [.executable(name: "parley", targets: ["parley"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // The rooms, lowest first. Sources/README.md has the diagram; HouseTests holds the imports against it.
    .target(name: "CScan"),
    .target(
      name: "CPack",
      linkerSettings: ["z", "zstd", "zip", "expat", "sqlite3"].map { .linkedLibrary($0) }),
    .target(
      name: "CTerm",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(
      name: "Records",
      dependencies: ["CScan", "CPack", .product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: strict + watched),
    .target(name: "SampleCompany", dependencies: ["Journal", "Records"], swiftSettings: strict),
    .target(
      name: "Translation", dependencies: ["Records"], resources: [.embedInCode("Articles")],
      swiftSettings: fast),
    // Optimised in debug builds, too: a test opens a journal of 100,000 entries.
    .target(name: "Journal", dependencies: ["Records"], swiftSettings: fast),
    .target(name: "Cells", swiftSettings: strict),
    .target(name: "Dashboard", dependencies: ["Cells", "Translation", "Journal", "Records"], swiftSettings: strict),
    .executableTarget(
      name: "parley",
      dependencies: [
        "CTerm", "Cells", "Dashboard", "Journal", "Records", "SampleCompany", "Translation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // A link to `themes`: the program is one file, and its colours go where it goes.
      exclude: ["Themes/README.md"], resources: [.embedInCode("Themes")],
      swiftSettings: strict),

    // Measures the statistics against worlds whose truth is known; no part of the product.
    .executableTarget(name: "parley-calibrate", dependencies: ["Records", "Translation"], swiftSettings: fast),

    // Folders on the disk, for tests alone.
    .target(name: "TestFolder", path: "Tests/TestFolder", swiftSettings: strict),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "TestFolder"], exclude: ["Specimens"], swiftSettings: strict),
    .testTarget(
      name: "SampleCompanyTests", dependencies: ["SampleCompany", "Journal", "Records"], swiftSettings: strict),
    .testTarget(
      name: "TranslationTests", dependencies: ["Translation", "Records", "SampleCompany", "parley-calibrate"],
      swiftSettings: strict),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "Records"], swiftSettings: strict),
    .testTarget(name: "CellsTests", dependencies: ["Cells"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests", dependencies: ["Dashboard", "Cells", "Translation", "Journal", "Records", "SampleCompany"],
      exclude: ["Sessions"], swiftSettings: strict),
    .testTarget(
      name: "ParleyTests",
      dependencies: [
        "parley", "CTerm", "Cells", "Dashboard", "Journal", "Records", "TestFolder",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .testTarget(name: "HouseTests", dependencies: ["Cells", "Dashboard"], swiftSettings: strict),
  ]
)

if isFuzzed {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["Records"], path: "Tests/Fuzz", swiftSettings: strict + watched,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-Xlinker", "-z", "-Xlinker", "muldefs"])]))
}
