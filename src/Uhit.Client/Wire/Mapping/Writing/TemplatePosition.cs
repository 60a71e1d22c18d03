namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>A place in a template's file, both from 1; 0 where what stands there was derived and is in no file.</summary>
internal readonly record struct TemplatePosition(int Line, int Column);
