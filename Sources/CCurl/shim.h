// libcurl, with typed setters: the variadic curl_easy_setopt is not visible from Swift.
#pragma once
#include <curl/curl.h>
