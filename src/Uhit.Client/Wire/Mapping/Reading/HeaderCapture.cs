using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A value that is taken from a header block.</summary>
internal sealed record HeaderCapture(PathModel Path, int Slot);
