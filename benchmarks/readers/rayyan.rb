# What Rayyan's own importer reads in a file.
#
#   ruby rayyan.rb FOLDER ris|enw|csv FILE
#
# FOLDER holds copies of rayyansys/ref_parsers, rayyansys/rayyan-formats-core and rayyansys/rayyan-formats-plugins.
# Prints the articles as JSON, with the names that Rayyan gives to their parts.
require "json"

folder, ending, file = ARGV
%w[ref_parsers rayyan-formats-core rayyan-formats-plugins].each { |name| $LOAD_PATH.unshift(File.join(folder, name, "lib")) }
require "ref_parsers"
require "rayyan-formats-core"
require "rayyan-formats-plugins/plugins/refman"
require "rayyan-formats-plugins/plugins/endnote"

plugins = RayyanFormats::Plugins
plugin = { "ris" => plugins::Refman, "enw" => plugins::EndNote, "csv" => plugins::CSV }.fetch(ending)
articles = []
body = File.read(file, mode: "r:bom|UTF-8")
plugin.send(:do_import, body, file) { |target, _| articles << target.instance_variable_get(:@dict) }
puts JSON.generate(articles)
