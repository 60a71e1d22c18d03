using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Makes templates of the header blocks that values of a message are read from.</summary>
internal sealed class HeaderDeriver(ContractModel contract, ProblemList problems)
{
    private readonly PathPlacer _placer = new(contract, problems);
    private readonly FieldPlacer _fields = new(contract, problems);
    private readonly TemplateElement _all = new("uhit", TemplateNames.Message, TemplateNames.Namespace, default);

    /// <summary>The blocks of a message.</summary>
    public IReadOnlyList<TemplateElement> Derive(ScopeModel scope)
    {
        foreach (var condition in scope.When.Where(condition => condition is { IsHeader: true, Is.Count: > 0 }))
        {
            _placer.Place(condition.Source, _all, condition.Path, TemplatePart.Of(condition.Is[0]));
        }

        foreach (var field in scope.Fields.Values)
        {
            if (field.Header is { } header)
            {
                _fields.Place(scope, field with { Paths = [header] }, (path, part) => _placer.Place(field.Source, _all, path, part));
            }
        }

        return _all.Children;
    }
}
