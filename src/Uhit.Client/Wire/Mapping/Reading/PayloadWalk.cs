using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads the document inside an element: as XML by the same plan, or row after row.</summary>
internal static class PayloadWalk
{
    /// <summary>The most bytes of such a document.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    public static void Read(PlanNode.Payload plan, WireBody body, MessageWalker walker)
    {
        using var payload = Open(body, plan.Model);
        if (payload.IsBlank)
        {
            throw walker.At.Refuse("payload-missing");
        }

        if (plan.Model.IsCsv)
        {
            ReadRows(plan, payload, walker);
            return;
        }

        using var reader = payload.OpenXml();
        walker.ReadInside(plan.Document, reader);
    }

    private static WirePayload Open(WireBody body, PayloadModel model) => model.Encoding switch
    {
        "hex" => WirePayload.OpenHex(body, FormOf(model)),
        "text" => WirePayload.OpenText(body, FormOf(model)),
        _ => WirePayload.Open(body, FormOf(model)),
    };

    private static WirePayloadForm FormOf(PayloadModel model) => new()
    {
        Compression = model.Compression switch
        {
            "gzip" => WirePayloadCompression.Gzip,
            "zip" => WirePayloadCompression.Zip,
            "deflate" => WirePayloadCompression.Deflate,
            _ => WirePayloadCompression.None,
        },
        MaxBytes = MaxBytes,
    };

    private static void ReadRows(PlanNode.Payload plan, WirePayload payload, MessageWalker walker)
    {
        var row = new CsvRow(plan.Model.Separator);
        var columns = plan.Model.Columns.Count > 0 ? ColumnsOf(plan, plan.Model.Columns, walker) : null;
        foreach (var line in payload.ReadLines())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (!row.TryParse(line))
            {
                throw walker.At.Refuse("bad-row");
            }

            if (columns is null)
            {
                columns = ColumnsOf(plan, row.ToList(), walker);
                continue;
            }

            for (var i = 0; i < plan.Document.Children.Length; i++)
            {
                walker.Row(plan.Document.Children[i], row, columns[i]);
            }
        }
    }

    // Where the attributes of each kind of row are; -1 for a column that is not there.
    private static int[][] ColumnsOf(PlanNode.Payload plan, IReadOnlyList<string> names, MessageWalker walker)
    {
        var rows = plan.Document.Children;
        var columns = Array.ConvertAll(rows, row => Array.ConvertAll(row.Attributes, attribute => ColumnCheck.Find(attribute.Name, names)));
        for (var i = 0; i < rows.Length; i++)
        {
            walker.At.Columns(rows[i], columns[i]);
        }

        return columns;
    }
}
