using System.Globalization;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Checks that the columns of rows are there, where the contract itself lists them.</summary>
internal static class ColumnCheck
{
    /// <summary>Where the attributes of rows stand: the place of a column of this name, or of this number from 1.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <returns>From 0; -1 where there is no such column.</returns>
    public static int Find(string name, IReadOnlyList<string> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].AsSpan().Trim().Equals(name.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;
    }

    public static void Check(ScopeModel rows, ProblemList problems)
    {
        if (rows.Payload is { IsCsv: true, Columns: { Count: > 0 } columns })
        {
            Check(rows, columns, problems);
        }
    }

    private static void Check(ScopeModel scope, IReadOnlyList<string> columns, ProblemList problems)
    {
        foreach (var field in scope.Fields.Values)
        {
            Check(field, columns, problems);
        }

        Check(scope.When, columns, problems);
        foreach (var child in scope.Children)
        {
            Check(child, columns, problems);
        }
    }

    private static void Check(FieldModel? field, IReadOnlyList<string> columns, ProblemList problems)
    {
        if (field is null)
        {
            return;
        }

        foreach (var path in field.Paths)
        {
            Check(path, field.Source, columns, problems);
        }

        Check(field.Dst, columns, problems);
        foreach (var part in new[] { field.Offset, field.Date, field.Time, field.Number, field.ScaleField, field.PowerOfTen })
        {
            Check(part, columns, problems);
        }
    }

    private static void Check(IEnumerable<ConditionModel> conditions, IReadOnlyList<string> columns, ProblemList problems)
    {
        foreach (var condition in conditions.Where(condition => !condition.IsHeader))
        {
            Check(condition.Path, condition.Source, columns, problems);
        }
    }

    private static void Check(PathModel path, JsonValue source, IReadOnlyList<string> columns, ProblemList problems)
    {
        if (path is { Steps: [], Attribute: { } name } && Find(name, columns) < 0)
        {
            problems.Add(source, $"There is no column \"{name}\" in `columns`.{NearestName.Hint(name, columns)}");
        }
    }
}
