import Records
package enum Fernhill {
  package static let name = "Fernhill Scheduling"
  package static func files() -> [Folder.MemoryFile] { [] }
  package static func write<Failure: Error>(
    scale: Int, progress: (Double) -> Void,
    to sink: (_ file: String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {}
}
