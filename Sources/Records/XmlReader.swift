import CPack

/// What is told of an XML document: beginnings, ends and texts, names without their prefixes.
protocol XmlListener: AnyObject {
  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes)
  func ended(_ name: UnsafePointer<CChar>)
  func text(_ start: UnsafePointer<UInt8>, _ count: Int)
}

/// The attributes of one element, as long as its beginning is told.
struct XmlAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  subscript(_ wanted: StaticString) -> UnsafePointer<CChar>? {
    guard let pairs else { return nil }
    var at = 0
    while let name = pairs[at] {
      if XmlReader.isName(name, wanted) { return pairs[at + 1] }
      at += 2
    }
    return nil
  }

  func string(_ wanted: StaticString) -> String? { self[wanted].map { String(cString: $0) } }
}

/// Expat, told to refuse every document type: nothing of an export needs one, and entities are how XML is made to explode.
struct XmlReader: ~Copyable {
  private let parser: XML_Parser
  private let wire: Wire

  /// What the parser's callbacks are given: a class, because C keeps a pointer to it.
  private final class Wire {
    let listener: any XmlListener
    let parser: XML_Parser
    var hasDoctype = false
    init(_ listener: any XmlListener, _ parser: XML_Parser) {
      self.listener = listener
      self.parser = parser
    }
  }

  init?(_ listener: any XmlListener) {
    guard let parser = XML_ParserCreate(nil) else { return nil }
    self.parser = parser
    wire = Wire(listener, parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(wire).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let user, let name else { return }
        let wire = Unmanaged<Wire>.fromOpaque(user).takeUnretainedValue()
        wire.listener.began(XmlReader.local(name), XmlAttributes(pairs: attributes))
      },
      { user, name in
        guard let user, let name else { return }
        Unmanaged<Wire>.fromOpaque(user).takeUnretainedValue().listener.ended(XmlReader.local(name))
      })
    XML_SetCharacterDataHandler(parser) { user, text, count in
      guard let user, let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        Unmanaged<Wire>.fromOpaque(user).takeUnretainedValue().listener.text($0, Int(count))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      guard let user else { return }
      let wire = Unmanaged<Wire>.fromOpaque(user).takeUnretainedValue()
      wire.hasDoctype = true
      XML_StopParser(wire.parser, 0)
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Reads on; false once the document is broken.
  func read(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    start.withMemoryRebound(to: CChar.self, capacity: count) { XML_Parse(parser, $0, Int32(count), 0) == XML_STATUS_OK }
  }

  /// The listener wants no more.
  func stop() { XML_StopParser(parser, 0) }

  var problem: String {
    if wire.hasDoctype { return "it declares a document type, which no workbook does" }
    let line = XML_GetCurrentLineNumber(parser)
    return "its XML is broken in line \(line)"
  }

  /// The name without its prefix: some programs write `x:row`.
  private static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    var at = name
    var local = name
    while at.pointee != 0 {
      if at.pointee == 0x3A { local = at + 1 }
      at += 1
    }
    return local
  }

  static func isName(_ name: UnsafePointer<CChar>, _ wanted: StaticString) -> Bool {
    wanted.utf8Start.withMemoryRebound(to: CChar.self, capacity: wanted.utf8CodeUnitCount + 1) { wanted in
      var at = 0
      while wanted[at] != 0 {
        if name[at] != wanted[at] { return false }
        at += 1
      }
      return name[at] == 0
    }
  }
}
