using Uhit.Client;
using Uhit.Client.Wire;

internal static class Reading
{
    private const string Ns = "urn:example";

    // <elements>
    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Result", Ns, 1, ElementShape.Unbounded);

    private static readonly ElementShape ResultShape = ElementShape.Sequence
        .Element("Esi", Ns, 1, 1)
        .Element("Read", Ns, 0, 1);

    private static void ReadResults(WireBody body, Action<RequestId, EsiId, DateTimeOffset?, string?> take)
    {
        var reader = new ElementReader(body.Reader);
        reader.MoveToMessage("CheckResult", Ns);
        var request = reader.Attribute("reference").ToId<RequestId>();
        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            var (esiId, time) = (default(EsiId), default(DateTimeOffset?));
            var verdict = reader.Attribute("verdict").Text; // attributes before the element is entered
            reader.Enter(ResultShape);
            while (reader.NextChild(out var child))
            {
                switch (child)
                {
                    case 0:
                        esiId = reader.ReadId<EsiId>();
                        break;
                    case 1:
                        time = reader.ReadDateTime(offsetRequired: true);
                        break;
                }
            }

            take(request, esiId, time, verdict);
        }
    }
    // </elements>

    // <payload>
    private static readonly WirePayloadForm Packed = new() { Compression = WirePayloadCompression.Gzip };

    private static void ReadFile(WireBody body)
    {
        // The reader is at the start tag of the element that holds the file, and behind its end tag afterwards.
        using var payload = WirePayload.Open(body, Packed);
        foreach (var line in payload.ReadLines())
        {
            Console.WriteLine(line.Length);
        }
    }
    // </payload>
}
