using System.Globalization;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Makes the rows of a table: one for the names of its columns, and one for each of the innermost items.</summary>
internal sealed class RowPlacer(FieldPlacer fields, PayloadModel payload)
{
    private readonly List<(string Name, TemplatePart Part)> _columns = [];
    private readonly List<string> _loops = [];

    public void Place(ScopeModel scope, TemplateElement holder, IReadOnlyList<string> loops)
    {
        Collect(scope, loops);
        if (payload.Columns.Count == 0 && !_columns.TrueForAll(column => IsNumber(column.Name)))
        {
            holder.Children.Add(Row([.. _columns.Select(column => TemplatePart.Of(column.Name))], []));
        }

        holder.Children.Add(Row(Ordered(), _loops));
    }

    private void Collect(ScopeModel scope, IReadOnlyList<string> loops)
    {
        _loops.AddRange(loops);
        foreach (var condition in scope.When.Where(condition => condition is { IsHeader: false, Is.Count: > 0, Path.Attribute: not null }))
        {
            Add(condition.Path, TemplatePart.Of(condition.Is[0]));
        }

        foreach (var field in scope.Fields.Values)
        {
            fields.Place(scope, field, Add);
        }

        foreach (var child in scope.Children.Take(1))
        {
            Collect(child, LoopNames.Of(scope, child));
        }
    }

    private void Add(PathModel path, TemplatePart part)
    {
        if (path.Attribute is { } column && !_columns.Exists(known => known.Name == column))
        {
            _columns.Add((column, part));
        }
    }

    private List<TemplatePart> Ordered()
    {
        if (payload.Columns.Count > 0)
        {
            return [.. payload.Columns.Select((name, index) => Find(name, index + 1))];
        }

        return _columns.TrueForAll(column => IsNumber(column.Name))
            ? [.. Enumerable.Range(1, _columns.Max(column => int.Parse(column.Name, CultureInfo.InvariantCulture)))
                .Select(number => Find(string.Empty, number))]
            : [.. _columns.Select(column => column.Part)];
    }

    private TemplatePart Find(string name, int number)
    {
        var found = _columns.Find(column => column.Name == name || column.Name == number.ToString(CultureInfo.InvariantCulture));
        return found.Part ?? TemplatePart.Of(string.Empty);
    }

    private TemplateElement Row(List<TemplatePart> columns, IReadOnlyList<string> loops)
    {
        var text = new List<TemplatePart>();
        foreach (var column in columns)
        {
            if (text.Count > 0 || !ReferenceEquals(column, columns[0]))
            {
                text.Add(TemplatePart.Of(payload.Separator.ToString()));
            }

            text.Add(column);
        }

        return new TemplateElement("uhit", TemplateNames.Row, TemplateNames.Namespace, default)
        {
            Text = text,
            Marks = TemplateMarks.None with { Each = loops },
        };
    }

    private static bool IsNumber(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
