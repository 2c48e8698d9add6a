import CTerm
import Glibc

/// Where a copied text went.
enum CopyWay: Equatable {
  case tmux, terminal
  case tooLong(bytes: Int)

  /// What to tell the user.
  var sentence: String {
    switch self {
    case .tmux: "copied into tmux's buffer and the clipboard"
    case .terminal: "sent to the terminal's clipboard"
    case .tooLong(let bytes): "not copied: \(bytes) bytes are more than a terminal takes; print it instead"
    }
  }
}

extension Terminal {
  /// Puts text into the clipboard: through tmux where we are inside one, for tmux keeps plain OSC 52 to itself; else by OSC 52.
  func copy(_ text: String) -> CopyWay {
    let bytes = Array(text.utf8)
    if surroundings.insideTmux, feedTmux(bytes) { return .tmux }
    guard bytes.count <= 74_000 else { return .tooLong(bytes: bytes.count) }
    write("\u{1B}]52;c;\(base64(bytes))\u{7}")
    return .terminal
  }

  private func feedTmux(_ bytes: [UInt8]) -> Bool {
    var words: [UnsafeMutablePointer<CChar>?] = (["tmux", "load-buffer", "-w", "-"] as [String]).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    return bytes.withUnsafeBytes { raw in
      ct_feed(words, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count) == 0
    }
  }
}

/// RFC 4648, with padding.
func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var out: [UInt8] = []
  out.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let part = bytes[start..<min(start + 3, bytes.count)]
    let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
    for digit in 0..<4 {
      out.append(digit <= part.count ? digits[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: out, as: UTF8.self)
}
